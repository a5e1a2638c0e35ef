package dev.freehold.cli.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads and writes JSON (RFC 8259) as maps, lists, texts, numbers and booleans. A member that is
/// null is left out: to a client it is the same as absent.
public final class Json {
    private static final Object NULL = new Object();
    private static final int DEEPEST = 200;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    /// @throws IllegalArgumentException saying where it is no JSON
    public static Object read(String text) {
        var json = new Json(text);
        var value = json.value();
        json.skipSpace();
        if (json.at < text.length()) {
            throw json.wrong();
        }
        return value;
    }

    /// @throws IllegalArgumentException where it is no JSON object
    public static JsonObject readObject(String text) {
        if (read(text) instanceof Map<?, ?> map) {
            return JsonObject.of(map);
        }
        throw new IllegalArgumentException("this is no JSON object: " + text);
    }

    public static String write(Object value) {
        var text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    /// No switch over types: its first use costs 10 ms, which no AOT cache saves.
    @SuppressWarnings("IfChainToSwitch")
    static void write(Object value, StringBuilder to) {
        if (value instanceof Map<?, ?> map) {
            writeMap(map, to);
        } else if (value instanceof List<?> list) {
            writeList(list, to);
        } else if (value instanceof JsonObject object) {
            writeMap(object.members(), to);
        } else if (value instanceof Number || value instanceof Boolean) {
            to.append(value);
        } else {
            quote(value.toString(), to);
        }
    }

    public static void quote(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                to.append('\\').append(c);
            } else if (c < ' ') {
                to.append("\\u00")
                        .append(Character.forDigit(c >> 4, 16))
                        .append(Character.forDigit(c & 15, 16));
            } else {
                to.append(c);
            }
        }
        to.append('"');
    }

    private static void writeMap(Map<?, ?> map, StringBuilder to) {
        char before = '{';
        for (var member : map.entrySet()) {
            to.append(before);
            quote(String.valueOf(member.getKey()), to);
            to.append(':');
            write(member.getValue(), to);
            before = ',';
        }
        to.append(before == '{' ? "{}" : "}");
    }

    private static void writeList(List<?> list, StringBuilder to) {
        char before = '[';
        for (var element : list) {
            to.append(before);
            write(element, to);
            before = ',';
        }
        to.append(before == '[' ? "[]" : "]");
    }

    private Object value() {
        skipSpace();
        if (++depth > DEEPEST) {
            throw wrong();
        }
        var value =
                switch (peek()) {
                    case '{' -> object();
                    case '[' -> list();
                    case '"' -> string();
                    case 't' -> word("true", true);
                    case 'f' -> word("false", false);
                    case 'n' -> word("null", NULL);
                    default -> number();
                };
        depth--;
        return value;
    }

    private Map<String, Object> object() {
        var members = new LinkedHashMap<String, Object>();
        for (boolean more = opens('}'); more; more = goesOn('}')) {
            skipSpace();
            var name = string();
            skipSpace();
            take(':');
            var value = value();
            if (value != NULL) {
                members.put(name, value);
            }
        }
        return members;
    }

    private List<Object> list() {
        var elements = new ArrayList<>();
        for (boolean more = opens(']'); more; more = goesOn(']')) {
            var value = value();
            if (value != NULL) {
                elements.add(value);
            }
        }
        return elements;
    }

    private boolean opens(char end) {
        at++;
        skipSpace();
        if (peek() == end) {
            at++;
            return false;
        }
        return true;
    }

    private boolean goesOn(char end) {
        skipSpace();
        char c = peek();
        at++;
        if (c != ',' && c != end) {
            throw wrong();
        }
        return c == ',';
    }

    private String string() {
        take('"');
        int start = at;
        while (peek() != '"' && peek() != '\\') {
            at++;
        }
        if (peek() == '"') {
            return text.substring(start, at++);
        }
        var unescaped = new StringBuilder().append(text, start, at);
        while (peek() != '"') {
            char c = text.charAt(at++);
            unescaped.append(c == '\\' ? escaped() : c);
        }
        at++;
        return unescaped.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong();
        };
    }

    private char unicode() {
        if (at + 4 > text.length()) {
            throw wrong();
        }
        at += 4;
        return (char) Integer.parseInt(text, at - 4, at, 16);
    }

    private Object word(String word, Object meaning) {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return meaning;
    }

    private Number number() {
        int start = at;
        boolean whole = true;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            whole &= ".eE".indexOf(text.charAt(at)) < 0;
            at++;
        }
        var digits = text.substring(start, at);
        if (digits.isEmpty()) {
            throw wrong();
        }
        return whole ? (Number) Long.valueOf(digits) : (Number) Double.valueOf(digits);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw wrong();
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("this is no JSON at character " + at);
    }
}
