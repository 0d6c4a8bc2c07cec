"""pydantic models: the shape of every YAML file, one module per kind of file."""
