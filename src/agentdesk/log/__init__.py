"""The log: the append-only, chained record of every act."""
