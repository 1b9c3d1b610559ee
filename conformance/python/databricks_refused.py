"""What the walks of the databricks-sdk share."""


def refused(error, call, *args, **kwargs):
    """The message of the error that the call must raise."""
    try:
        call(*args, **kwargs)
    except error as refusal:
        return str(refusal)
    raise AssertionError(f"not refused: {call.__name__}")
