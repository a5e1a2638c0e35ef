package dev.freehold.api;

import dev.freehold.acme.Standing;
import dev.freehold.domain.Checkup;
import dev.freehold.domain.Domains;
import dev.freehold.journal.Change;
import dev.freehold.model.HostName;
import dev.freehold.model.HostRules.Plain;
import dev.freehold.model.Invalid;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ProjectName;
import dev.freehold.store.Domain;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Domains of users' own.
final class DomainRoutes {
    private static final long LONGEST_HSTS = Duration.ofDays(3650).toSeconds();

    private final Rooms rooms;
    private final Requests requests;

    DomainRoutes(Rooms rooms, Requests requests) {
        this.rooms = rooms;
        this.requests = requests;
    }

    void addTo(Routes routes) {
        routes.get("/domains", this::all)
                .put("/projects/{project}/domains/{domain}", this::add)
                .get("/domains/{domain}", this::look)
                .delete("/domains/{domain}", this::remove)
                .post("/domains/{domain}/verify", this::verify)
                .post("/domains/{domain}/move", this::move);
    }

    /// @param https `redirect` or `optional`
    /// @param hsts seconds
    /// @param dns the provider of its zone, which the platform may write
    record Wanted(
            @Nullable String redirectTo,
            @Nullable String https,
            @Nullable Long hsts,
            @Nullable String dns) {
        Domain.Options options() {
            return new Domain.Options(
                    Optional.ofNullable(redirectTo).map(HostName::new),
                    plain(https == null ? "redirect" : https),
                    Optional.ofNullable(hsts).map(Wanted::age),
                    Optional.ofNullable(dns));
        }

        private static Duration age(long seconds) {
            if (seconds < 0 || seconds > LONGEST_HSTS) {
                throw Invalid.because(
                        seconds + " is no time for HSTS", "use 0 to " + LONGEST_HSTS + " seconds");
            }
            return Duration.ofSeconds(seconds);
        }

        private static Plain plain(String https) {
            return switch (https) {
                case "redirect" -> Plain.SENT_TO_TLS;
                case "optional" -> Plain.ANSWERED;
                default ->
                        throw Invalid.because(
                                "\"" + https + "\" is no way to treat plain HTTP",
                                "use \"redirect\" or \"optional\"");
            };
        }
    }

    record Target(@Nullable String project) {}

    private void all(Context request) {
        var project = Optional.ofNullable(request.queryParam("project")).map(ProjectName::new);
        var domains = rooms.domains().of(Guard.caller(request), project);
        Answers.json(request, Map.of("domains", domains.stream().map(this::view).toList()));
    }

    private void add(Context request) {
        var wanted = requests.json(request, Wanted.class);
        var report =
                rooms.domains()
                        .add(
                                Guard.caller(request),
                                Requests.project(request),
                                name(request),
                                wanted.options());
        rooms.certificates().soon(report.domain());
        Answers.json(request, view(report));
    }

    private void look(Context request) {
        Answers.json(request, view(rooms.domains().look(Guard.caller(request), name(request))));
    }

    private void verify(Context request) {
        var report = rooms.domains().verify(Guard.caller(request), name(request));
        rooms.certificates().soon(report.domain());
        Answers.json(request, view(report));
    }

    private void move(Context request) {
        var target = requests.json(request, Target.class);
        if (target.project() == null) {
            throw Invalid.because("the request names no project", "send {\"project\": \"…\"}");
        }
        var project = new ProjectName(target.project());
        tell(request, rooms.domains().move(Guard.caller(request), name(request), project));
    }

    private void remove(Context request) {
        tell(request, rooms.domains().remove(Guard.caller(request), name(request)));
    }

    private static void tell(Context request, Change change) {
        Answers.json(request, Map.of("sentence", change.sentence()));
    }

    private Map<String, Object> view(Domains.Report report) {
        var view = view(report.domain());
        view.put("leadsHere", report.checkup().leadsHere());
        view.put("records", report.checkup().lines().stream().map(DomainRoutes::view).toList());
        view.put("certificate", view(rooms.certificates().standing(report.domain())));
        report.change().ifPresent(change -> view.put("sentence", change.sentence()));
        return view;
    }

    private Map<String, Object> view(Domain domain) {
        var options = domain.options();
        var view = new LinkedHashMap<String, Object>();
        view.put("name", domain.name().value());
        view.put("project", domain.project().value());
        view.put("added", domain.added());
        view.put("url", rooms.means().addresses().url(domain.name().domain()));
        view.put("https", options.plain() == Plain.SENT_TO_TLS ? "redirect" : "optional");
        options.redirect().ifPresent(host -> view.put("redirectTo", host.value()));
        options.hsts().ifPresent(time -> view.put("hsts", time.toSeconds()));
        options.dns().ifPresent(driver -> view.put("dns", driver));
        domain.proof()
                .ifPresent(proof -> {
                    view.put("proof", proof.kind().name().toLowerCase(Locale.ROOT));
                    view.put("proved", proof.since());
                });
        return view;
    }

    private static Map<String, Object> view(Standing certificate) {
        var view = new LinkedHashMap<String, Object>();
        view.put("state", certificate.state().name().toLowerCase(Locale.ROOT));
        certificate.until().ifPresent(time -> view.put("until", time));
        certificate.problem().ifPresent(problem -> view.put("problem", problem));
        certificate.due().ifPresent(time -> view.put("next", time));
        return view;
    }

    private static Map<String, Object> view(Checkup.Line line) {
        var view = new LinkedHashMap<String, Object>();
        view.put("type", line.type());
        view.put("name", line.name());
        view.put("value", line.value());
        view.put("found", line.found());
        view.put("ok", line.ok());
        view.put("needed", line.needed());
        view.put("told", line.told());
        return view;
    }

    private static NamePattern name(Context request) {
        return new NamePattern(request.pathParam("domain"));
    }
}
