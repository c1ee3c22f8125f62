import asyncio
import os

from segments_client_asyncio import Configuration, ListSegments


async def main() -> None:
    configuration = Configuration(
        host=os.environ["AMPERITY_BASE_URL"],
        access_token=os.environ["AMPERITY_ACCESS_TOKEN"],
    )
    async with ListSegments(configuration) as listing:
        async for segment in listing.rows(os.environ["AMPERITY_TENANT"]):
            print(segment.id, segment.name)


asyncio.run(main())
