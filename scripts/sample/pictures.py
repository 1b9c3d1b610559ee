"""The figures of runs."""

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import mlflow
import numpy as np

plt.rcParams.update({"figure.figsize": (6, 3.8), "figure.dpi": 90, "axes.spines.top": False, "axes.spines.right": False})
TEAL, AMBER, GREY = "#0b6e69", "#c77d0a", "#8a929b"


def keep(figure, path: str) -> None:
    figure.tight_layout()
    mlflow.log_figure(figure, path)
    plt.close(figure)


def predicted_and_actual(actual, predicted, unit: str, path: str) -> None:
    figure, axes = plt.subplots()
    axes.scatter(actual, predicted, s=6, alpha=0.35, color=TEAL, linewidths=0)
    top = float(np.percentile(np.concatenate([actual, predicted]), 99.5))
    axes.plot([0, top], [0, top], color=GREY, linewidth=1)
    axes.set(xlabel=f"actual {unit}", ylabel=f"predicted {unit}", xlim=(0, top), ylim=(0, top))
    keep(figure, path)


def residuals_by_hour(hours, residuals, path: str) -> None:
    figure, axes = plt.subplots()
    axes.boxplot([residuals[hours == hour] for hour in range(24)], showfliers=False, medianprops={"color": TEAL})
    axes.axhline(0, color=GREY, linewidth=1)
    axes.set(xlabel="hour of the day", ylabel="actual − predicted")
    axes.set_xticks(range(1, 25, 3), range(0, 24, 3))
    keep(figure, path)


def bars(names, values, title: str, path: str) -> None:
    order = np.argsort(values)
    figure, axes = plt.subplots()
    axes.barh([names[i] for i in order], [values[i] for i in order], color=TEAL)
    axes.set(title=title)
    keep(figure, path)


def curves(series: dict[str, list[float]], xlabel: str, ylabel: str, path: str) -> None:
    figure, axes = plt.subplots()
    for (name, values), colour in zip(series.items(), [TEAL, AMBER, GREY]):
        axes.plot(values, label=name, color=colour, linewidth=1.5)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    axes.legend(frameon=False)
    keep(figure, path)


def confusion(matrix, labels, path: str) -> None:
    figure, axes = plt.subplots(figsize=(4.2, 3.8))
    axes.imshow(matrix, cmap="BuGn")
    for row in range(2):
        for column in range(2):
            dark = matrix[row][column] > matrix.max() / 2
            axes.text(column, row, f"{matrix[row][column]:,}", ha="center", va="center", color="white" if dark else "black")
    axes.set_xticks([0, 1], labels)
    axes.set_yticks([0, 1], labels)
    axes.set(xlabel="predicted", ylabel="actual")
    keep(figure, path)
