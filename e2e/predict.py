"""Loads models:/NAME/STAGE for every NAME and prints what each predicts for 10, one line each.

usage: python predict.py SERVER STAGE NAME...
"""

import sys

import mlflow

server, stage, *names = sys.argv[1:]
mlflow.set_tracking_uri(server)
for name in names:
    print(round(float(mlflow.pyfunc.load_model(f"models:/{name}/{stage}").predict([[10.0]])[0]), 6))
