import Feeds
import TestSupport
import Testing
