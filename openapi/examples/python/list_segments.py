import os

from segments_client import Configuration
from segments_client.listing import ListSegments

listing = ListSegments(
    Configuration(
        host=os.environ["AMPERITY_BASE_URL"],
        access_token=os.environ["AMPERITY_ACCESS_TOKEN"],
    )
)
for segment in listing.rows(os.environ["AMPERITY_TENANT"]):
    print(segment.id, segment.name)
