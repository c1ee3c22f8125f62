import os

from segments_client import Configuration
from segments_client.listing import ListSegments

listing = ListSegments(
    Configuration(
        host=os.environ["AMPERITY_BASE_URL"],
        access_token=os.environ["AMPERITY_ACCESS_TOKEN"],
    )
)
for segment in listing.rows(os.environ["AMPERITY_TENANT"], api_version="2024-04-01"):
    print(segment.id, segment.name)
