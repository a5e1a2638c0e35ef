package dev.freehold.edge;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A file's media type by its extension, with the encoding of text; and what is worth compressing.
final class ContentTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final String TEXT =
            """
            text/html html htm xhtml
            text/css css
            text/javascript js mjs cjs
            text/plain txt text log conf ini toml yaml yml
            text/markdown md markdown
            text/csv csv
            text/calendar ics
            text/vtt vtt
            application/xml xml xsl
            """;

    private static final String BINARY =
            """
            application/json json map
            application/manifest+json webmanifest
            application/ld+json jsonld
            application/rss+xml rss
            application/atom+xml atom
            application/wasm wasm
            application/pdf pdf
            application/zip zip
            application/gzip gz tgz
            application/epub+zip epub
            application/vnd.ms-fontobject eot
            font/woff woff
            font/woff2 woff2
            font/ttf ttf
            font/otf otf
            image/svg+xml svg svgz
            image/png png
            image/apng apng
            image/jpeg jpg jpeg jfif
            image/gif gif
            image/webp webp
            image/avif avif
            image/bmp bmp
            image/tiff tif tiff
            image/x-icon ico cur
            image/jxl jxl
            audio/mpeg mp3
            audio/ogg ogg oga opus
            audio/wav wav
            audio/mp4 m4a
            audio/aac aac
            audio/flac flac
            audio/webm weba
            video/mp4 mp4 m4v
            video/webm webm
            video/ogg ogv
            video/quicktime mov
            video/mp2t ts
            application/vnd.apple.mpegurl m3u8
            model/gltf-binary glb
            model/gltf+json gltf
            """;

    private static final Map<String, String> BY_EXTENSION = table();
    private static final Set<String> COMPRESSIBLE =
            Set.of(
                    "application/json",
                    "application/manifest+json",
                    "application/ld+json",
                    "application/wasm",
                    "application/xml",
                    "application/rss+xml",
                    "application/atom+xml",
                    "image/svg+xml",
                    "font/ttf",
                    "font/otf",
                    "application/vnd.ms-fontobject",
                    "image/x-icon");

    private ContentTypes() {}

    static String of(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return BY_EXTENSION.getOrDefault(
                dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
    }

    static boolean isCompressible(String contentType) {
        int end = contentType.indexOf(';');
        var type = end < 0 ? contentType : contentType.substring(0, end).strip();
        return type.startsWith("text/") || COMPRESSIBLE.contains(type);
    }

    private static Map<String, String> table() {
        var table = new HashMap<String, String>();
        TEXT.lines().forEach(line -> add(table, line, "; charset=utf-8"));
        BINARY.lines().forEach(line -> add(table, line, ""));
        return Map.copyOf(table);
    }

    private static void add(Map<String, String> table, String line, String encoding) {
        var words = line.split(" ");
        for (int i = 1; i < words.length; i++) {
            table.put(words[i], words[0] + encoding);
        }
    }
}
