"""Drawings of exercises: poses of a jointed figure become a scene, and a scene becomes files.

Pure: frozen values in, frozen values and bytes out. Lengths are units of the canvas (400 by 400, y
grows downwards), angles are degrees, and a positive rotation turns clockwise, as in Lottie and SVG.
"""
