"""Loads models:/NAME/STAGE and prints what it predicts for 10.

usage: python predict.py SERVER STAGE NAME
"""

import sys

import mlflow

server, stage, name = sys.argv[1:]
mlflow.set_tracking_uri(server)
print(round(float(mlflow.pyfunc.load_model(f"models:/{name}/{stage}").predict([[10.0]])[0]), 6))
