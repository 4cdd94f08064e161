"""The rules of the fit check, one file a subject; each takes a Situation and yields what does not fit (situation.py)."""
