"""The desk on the sample shop, as the desk's own tests have it."""

from tests.desk.conftest import at_the_desk, sample, shop

__all__ = ["at_the_desk", "sample", "shop"]
