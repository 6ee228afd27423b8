"""CommonMark, GFM and MDX: links, their regions, anchors and prose."""
