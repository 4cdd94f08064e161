"""The parts of the survey panel: what is typed on site, one wall at a time, and what it means for the furniture."""
