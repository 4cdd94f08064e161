"""The plan editor: a flat drawn, traced and measured in the window. Its tools are in app/tools/drawing, its edits in app/plans."""
