# SPDX-License-Identifier: MIT
raise ImportError("as if the package were not installed")
