import asyncio
import sys

import aiohttp


async def main():
    async with aiohttp.ClientSession(trust_env=sys.argv[2] == "True") as session:
        async with session.get(sys.argv[1]) as response:
            print(await response.text())


asyncio.run(main())
