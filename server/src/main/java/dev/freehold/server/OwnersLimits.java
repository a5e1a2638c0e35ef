package dev.freehold.server;

import dev.freehold.build.BuildSettings;
import dev.freehold.edge.EdgeSettings;
import dev.freehold.model.AddressRanges;
import dev.freehold.model.ByteSize;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import dev.freehold.node.MachineLimits;
import dev.freehold.run.process.LogRule;
import dev.freehold.sandbox.AppAddresses;
import dev.freehold.sandbox.WithoutIsolation;
import dev.freehold.schedule.Schedules;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What the owner of the machine allows builds and starts, by environment variables of the platform:
/// `FREEHOLD_BUILD_TIME=15m`, `FREEHOLD_BUILD_MEMORY="2 GB"`, `FREEHOLD_BUILD_DISK="5 GB"`,
/// `FREEHOLD_BUILD_PROCESSES=1024`, `FREEHOLD_START_TIME=60s`, `FREEHOLD_APP_NETWORK=10.211.16.0/20`,
/// `FREEHOLD_APP_MEMORY="8 GB"`, `FREEHOLD_APP_INSTANCES=200`, `FREEHOLD_APP_STARTS=4`,
/// `FREEHOLD_STANDBY=64`, `FREEHOLD_LOG_SIZE=64MB`, `FREEHOLD_LOG_SIZE_ALL=2GB`, `FREEHOLD_LOG_KEEP=14d`,
/// `FREEHOLD_UNCONFINED=allow`, `FREEHOLD_SCHEDULE_RUNS=8`, `FREEHOLD_CLEAR_HTTP2=off`,
/// `FREEHOLD_TRUSTED_PROXIES="10.0.0.0/8"`, `FREEHOLD_PROXY_PROTOCOL="10.0.0.2"`. What is not set has its default.
///
/// @param start until then an instance must be healthy
/// @param addresses whose addresses apps get
/// @param machine what all apps together may take
/// @param standby so many services that sleep have their next start ready
/// @param logs how much is kept of what ended instances said
/// @param withoutIsolation whether apps may run where nothing keeps them apart
/// @param front what stands before the edge
/// @param scheduleRuns so many runs of schedules go on at a time
record OwnersLimits(
        BuildSettings.Limits build,
        Duration start,
        AppAddresses addresses,
        MachineLimits machine,
        int standby,
        LogRule logs,
        WithoutIsolation withoutIsolation,
        int scheduleRuns,
        EdgeSettings.Front front) {
    private static final Duration START = Duration.ofSeconds(60);

    /// A start made ahead takes half a megabyte: a small part of what apps may hold, and none without need.
    private static final ByteSize APPS_TO_A_STANDBY = ByteSize.ofMegabytes(16);

    private static final int MOST_STANDBY = 256;

    static OwnersLimits in(Map<String, String> environment) {
        var said = new Said(environment);
        var build = BuildSettings.Limits.DEFAULT;
        var machine = machine(said);
        return new OwnersLimits(
                new BuildSettings.Limits(
                        said.read("FREEHOLD_BUILD_MEMORY", ByteSize::parse, build.memory()),
                        said.read("FREEHOLD_BUILD_DISK", ByteSize::parse, build.disk()),
                        said.read(
                                "FREEHOLD_BUILD_PROCESSES", OwnersLimits::count, build.processes()),
                        said.read("FREEHOLD_BUILD_TIME", OwnersLimits::duration, build.time())),
                said.read("FREEHOLD_START_TIME", OwnersLimits::duration, START),
                said.read("FREEHOLD_APP_NETWORK", AppAddresses::parse, AppAddresses.DEFAULT),
                machine,
                said.read("FREEHOLD_STANDBY", OwnersLimits::countOrNone, standby(machine)),
                logs(said),
                said.read(
                        "FREEHOLD_UNCONFINED",
                        WithoutIsolation::parse,
                        WithoutIsolation.ALLOWED_ON_LOOPBACK),
                said.read("FREEHOLD_SCHEDULE_RUNS", OwnersLimits::count, Schedules.Ground.TOGETHER),
                front(said));
    }

    private static EdgeSettings.Front front(Said said) {
        var usual = EdgeSettings.Front.DEFAULT;
        return new EdgeSettings.Front(
                said.read(
                        "FREEHOLD_CLEAR_HTTP2", EdgeSettings.ClearHttp2::parse, usual.clearHttp2()),
                said.read("FREEHOLD_TRUSTED_PROXIES", AddressRanges::parse, usual.trusted()),
                said.read("FREEHOLD_PROXY_PROTOCOL", AddressRanges::parse, usual.balancers()));
    }

    private static MachineLimits machine(Said said) {
        var usual = MachineLimits.DEFAULT;
        return new MachineLimits(
                said.read("FREEHOLD_APP_MEMORY", ByteSize::parse, usual.memory()),
                said.read("FREEHOLD_APP_INSTANCES", OwnersLimits::count, usual.instances()),
                said.read("FREEHOLD_APP_STARTS", OwnersLimits::count, usual.starts()));
    }

    private static int standby(MachineLimits machine) {
        long fitting = machine.memory().bytes() / APPS_TO_A_STANDBY.bytes();
        return (int) Math.min(MOST_STANDBY, fitting);
    }

    private static LogRule logs(Said said) {
        var usual = LogRule.DEFAULT;
        return new LogRule(
                said.read("FREEHOLD_LOG_SIZE", ByteSize::parse, usual.each()),
                said.read("FREEHOLD_LOG_SIZE_ALL", ByteSize::parse, usual.all()),
                said.read("FREEHOLD_LOG_KEEP", OwnersLimits::days, usual.keep()));
    }

    private record Said(Map<String, String> environment) {
        <T> T read(String name, Function<String, T> parse, T otherwise) {
            var text = environment.getOrDefault(name, "");
            try {
                return text.isEmpty() ? otherwise : parse.apply(text);
            } catch (FreeholdException e) {
                throw Invalid.because(name + ": " + e.getMessage(), e.advice().orElse("unset it"));
            }
        }
    }

    private static int count(String text) {
        if (!text.matches("[1-9]\\d{0,6}")) {
            throw Invalid.because("\"" + text + "\" is no number", "for example 1024");
        }
        return Integer.parseInt(text);
    }

    private static int countOrNone(String text) {
        return text.equals("0") ? 0 : count(text);
    }

    /// Days beside what [#duration] reads.
    private static Duration days(String text) {
        return text.matches("[1-9]\\d{0,3}d")
                ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
                : duration(text);
    }

    private static Duration duration(String text) {
        if (!text.matches("[1-9]\\d{0,5}[smh]")) {
            throw Invalid.because(
                    "\"" + text + "\" is no time", "for example \"90s\", \"15m\", \"2h\"");
        }
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}
