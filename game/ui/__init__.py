"""The front end: shows views, emits orders. The only place where pygame is imported."""
