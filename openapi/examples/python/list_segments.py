import os

from segments_client import Configuration, ListSegments

configuration = Configuration(
    host=os.environ["AMPERITY_BASE_URL"],
    access_token=os.environ["AMPERITY_ACCESS_TOKEN"],
)
with ListSegments(configuration) as listing:
    for segment in listing.rows(os.environ["AMPERITY_TENANT"]):
        print(segment.id, segment.name)
