//! A web server of Rust's standard library: it listens on PORT.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

fn main() {
    let port = env::var("PORT").unwrap_or_else(|_| "8080".to_string());
    let listener = TcpListener::bind(format!("0.0.0.0:{port}")).expect("PORT is free");
    for stream in listener.incoming().flatten() {
        thread::spawn(|| answer(stream));
    }
}

fn answer(mut stream: TcpStream) {
    let head = BufReader::new(stream.try_clone().expect("a stream"))
        .lines()
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .count();
    if head > 0 {
        let hello = "Hello from Rust\n";
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{hello}",
            hello.len()
        );
    }
}
