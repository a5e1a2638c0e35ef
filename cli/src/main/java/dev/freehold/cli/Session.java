package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.Endpoint;
import dev.freehold.cli.local.DataFolder;
import dev.freehold.cli.local.RunningPlatform;
import dev.freehold.cli.local.Startup;
import dev.freehold.cli.terminal.Questions;
import dev.freehold.cli.terminal.Screen;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a command works with: the screen, the folder it was called in, and the platform it is for.
record Session(Arguments arguments, Surroundings surroundings) {

    Map<String, String> environment() {
        return surroundings.environment();
    }

    /// The folder that it was called in.
    Path folder() {
        return surroundings.folder();
    }

    Screen screen() {
        return surroundings.screen();
    }

    Questions questions() {
        return new Questions(screen(), surroundings.in());
    }

    DataFolder data() {
        return arguments
                .find("--data")
                .map(named -> new DataFolder(folder().resolve(named).normalize()))
                .orElseGet(() -> DataFolder.find(environment()));
    }

    /// The platform that was named, or the one that runs here.
    ///
    /// @throws FreeholdException UNAVAILABLE where none runs
    Api api() {
        return findNamed().orElseGet(this::apiHere);
    }

    /// The one that runs on this machine, also where another is named: who stops one means this.
    Api apiHere() {
        return local(data().findRunning().orElseThrow(this::noneRuns));
    }

    /// The same as [#api]; one is started in the background where none runs.
    Api apiStartedIfNeeded() {
        return findNamed().orElseGet(() -> local(data().findRunning().orElseGet(this::start)));
    }

    FreeholdException noneRuns() {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "no platform runs on \"" + data().path() + "\"",
                "\"freehold up\" starts it; --api or FREEHOLD_API names one elsewhere");
    }

    private RunningPlatform start() {
        var data = data();
        screen().say("No platform is running here: starting one in the background.");
        screen().say("  data  " + data.path());
        screen().say("  log   " + data.log());
        return new Startup(data, List.of()).start();
    }

    private Api local(RunningPlatform platform) {
        return new Api(new Endpoint(platform.apiUrl(), data().token()));
    }

    /// The address that was named, by the line or by `FREEHOLD_API`.
    Optional<String> findAddress() {
        return arguments
                .find("--api")
                .or(() -> Optional.ofNullable(environment().get("FREEHOLD_API")))
                .filter(url -> !url.isEmpty());
    }

    private Optional<Api> findNamed() {
        return findAddress().map(url -> new Api(new Endpoint(url, tokenFor(url))));
    }

    /// A token is sent to the address that it is for, and to no other.
    private String tokenFor(String url) {
        var token = environment().getOrDefault("FREEHOLD_TOKEN", "").strip();
        if (!token.isEmpty()) {
            return token;
        }
        var asked = new Endpoint(url, "").url();
        var here = data().findRunning().filter(platform -> platform.apiUrl().equals(asked));
        if (here.isPresent()) {
            return data().token();
        }
        throw new FreeholdException(
                ErrorCode.UNAUTHORIZED,
                "there is no token for \"" + url + "\"",
                "put it into FREEHOLD_TOKEN; the owner's is in the file \"token\" of the data folder");
    }
}
