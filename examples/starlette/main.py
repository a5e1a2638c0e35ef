from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


async def home(request):
    return JSONResponse({"hello": request.query_params.get("name", "you"), "from": "Starlette"})


app = Starlette(routes=[Route("/", home)])
