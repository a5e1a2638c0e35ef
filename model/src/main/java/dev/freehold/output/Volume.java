package dev.freehold.output;

/// A folder of the project's that outlives every deployment, mounted writable at an absolute path.
///
/// @param name of `a-z0-9-`; the same name is the same data
/// @param path where the services see it, `/data`
public record Volume(String name, String path) {
    public Volume {
        if (!name.matches("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")
                || !path.matches("/[A-Za-z0-9._/-]+")
                || path.contains("..")) {
            throw dev.freehold.model.Invalid.because(
                    "volume \"" + name + "\" at \"" + path + "\" can't be",
                    "name it with a-z, 0-9 and \"-\", and give an absolute path such as \"/data\"");
        }
    }
}
