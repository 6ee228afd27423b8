"""One part at a time: values in, values out; the folders are those of the package."""
