"""What is measured, against peers, as ratios in one run; nothing here is a test."""
