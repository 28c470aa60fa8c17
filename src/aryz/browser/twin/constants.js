// The constants of this script that hold words stand beside it: `aryz/browser/onefile.py` puts `CONSTANTS[0]` for one.
const CONSTANTS = packed.read("constants");
