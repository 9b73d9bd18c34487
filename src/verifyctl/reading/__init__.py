"""Reading text: the OCR engine, scripts and directions, dates in two calendars."""
