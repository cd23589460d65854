"""What is going on, read from a few words: ranked situations, the mood, or nothing at all."""

from agentdesk.responses.recogniser.recognise import Recogniser, load

__all__ = ["Recogniser", "load"]
