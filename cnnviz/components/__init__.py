"""Widgets that live in the browser: plain JavaScript modules and CSS, mounted by Streamlit."""
