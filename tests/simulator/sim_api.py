"""Plain calls of the Bot API, as a bot would make them."""

import httpx

TOKEN = "1000001:not-a-real-token"


class Api:
    """Plain calls of the Bot API: `await api("sendMessage", chat_id=1, text="Helo")`."""

    def __init__(self, http: httpx.AsyncClient, token: str = TOKEN) -> None:
        self.http = http
        self.token = token

    async def __call__(self, method: str, **params: object) -> dict:
        return (await self.http.post(f"/bot{self.token}/{method}", json=params)).json()

    async def result(self, method: str, **params: object) -> object:
        answer = await self(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def fault(self, method: str, **params: object) -> str:
        answer = await self(method, **params)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"
