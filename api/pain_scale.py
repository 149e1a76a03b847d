"""How much pain is all right: the one scale, from 0 (none) to 10, that every text and rule uses.

Up to `FINE` a sore foot may go on and do more next time, up to `HOLD` it stays at its level, and
from `STOP` on it stops. All of it holds only if the next morning is no worse. Clinics draw these
limits a little differently; these are the stricter ones (docs/content.md).
"""

FINE = 3
HOLD = 5
STOP = HOLD + 1

PLACEHOLDERS = {
    "pain_fine": FINE,
    "pain_hold_from": FINE + 1,
    "pain_hold": HOLD,
    "pain_stop": STOP,
}
"""What texts write in place of the numbers: "up to {pain_fine} out of 10"."""
