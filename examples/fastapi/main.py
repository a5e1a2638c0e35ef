from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Order(BaseModel):
    item: str
    count: int = 1


@app.get("/")
def home(name: str = "you"):
    return {"hello": name, "from": "FastAPI"}


@app.post("/orders", status_code=201)
def order(order: Order):
    return {"ordered": f"{order.count} × {order.item}"}
