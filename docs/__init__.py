"""The pictures of the documents, drawn from the running program: `python -m docs.pictures`."""
