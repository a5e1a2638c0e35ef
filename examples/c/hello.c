// A web server with nothing but sockets: it listens on PORT and answers one visitor after another.
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char ANSWER[] = "HTTP/1.1 200 OK\r\n"
                             "Content-Type: text/plain; charset=utf-8\r\n"
                             "Content-Length: 13\r\n"
                             "Connection: close\r\n\r\n"
                             "Hello from C\n";

static int listening(int port) {
    int on = 1;
    int server = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(server, (struct sockaddr *)&address, sizeof address) != 0 || listen(server, 128) != 0) {
        perror("can't listen");
        exit(1);
    }
    return server;
}

static void answer(int visitor) {
    char request[8192];
    size_t length = 0;
    while (length < sizeof request - 1) {
        ssize_t more = read(visitor, request + length, sizeof request - 1 - length);
        if (more <= 0) {
            return;
        }
        length += (size_t)more;
        request[length] = 0;
        if (strstr(request, "\r\n\r\n") != NULL) {
            break;
        }
    }
    if (write(visitor, ANSWER, sizeof ANSWER - 1) < 0) {
        perror("the visitor has gone");
    }
}

int main(void) {
    const char *port = getenv("PORT");
    int server = listening(port == NULL ? 8080 : atoi(port));
    signal(SIGPIPE, SIG_IGN);
    for (;;) {
        int visitor = accept(server, NULL, NULL);
        if (visitor >= 0) {
            answer(visitor);
            close(visitor);
        }
    }
}
