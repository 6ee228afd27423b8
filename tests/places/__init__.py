"""Where linkaudit runs by itself: workflows, the action, hooks, images."""
