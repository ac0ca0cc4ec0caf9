"""A chat on the Python package websockets, as workshops write it: a user name, then `chat` frames to everyone.

It is a broadcast server and no more: no checks beyond the name, and nothing is kept. Run with the port to take.
"""

import asyncio
import json
import sys
from datetime import datetime

import websockets

users = {}


def now():
    return datetime.now().isoformat()


async def tell_everyone(frame):
    text = json.dumps(frame)
    await asyncio.gather(*(socket.send(text) for socket in list(users)), return_exceptions=True)


async def set_username(socket, username):
    users[socket] = username
    names = list(users.values())
    await socket.send(json.dumps({"type": "username_accepted", "username": username, "timestamp": now()}))
    await socket.send(json.dumps({"type": "online_users", "users": names, "count": len(names)}))


async def chat(socket):
    try:
        async for text in socket:
            frame = json.loads(text)
            if frame.get("type") == "set_username":
                await set_username(socket, frame["username"])
            elif frame.get("type") == "chat" and socket in users:
                await tell_everyone(
                    {"type": "chat", "message": frame["message"], "username": users[socket], "timestamp": now()}
                )
    finally:
        users.pop(socket, None)


async def main():
    async with websockets.serve(chat, "127.0.0.1", int(sys.argv[1]), compression=None):
        await asyncio.Future()


asyncio.run(main())
