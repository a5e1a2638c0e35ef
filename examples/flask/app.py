from flask import Flask, request

app = Flask(__name__)


@app.get("/")
def home():
    return f"Hello from Flask, {request.args.get('name', 'you')}\n"
