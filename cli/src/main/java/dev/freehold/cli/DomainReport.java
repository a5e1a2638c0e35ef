package dev.freehold.cli;

import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Screen;
import dev.freehold.cli.terminal.Table;
import dev.freehold.cli.terminal.Words;
import java.util.List;

/// Tells how a domain stands, what is set at its DNS, and what to do next.
record DomainReport(JsonObject report) {
    void tell(Screen screen) {
        report.findText("sentence").ifPresent(sentence -> screen.say(sentence + "."));
        var records = report.objects("records");
        if (!records.isEmpty()) {
            screen.print(table(records).draw(screen.terminal().outColours()));
        }
        report.findObject("certificate").map(DomainReport::certificate).ifPresent(screen::say);
        screen.say(next());
    }

    /// The exit status of what adds it: that it is claimed is enough.
    int add() {
        return isFailing() ? 1 : 0;
    }

    /// The exit status of what verifies it.
    int verify() {
        return isFailing() || report.findText("proved").isEmpty() ? 1 : 0;
    }

    private boolean isFailing() {
        return report.findObject("certificate")
                .filter(certificate -> certificate.text("state").equals("failing"))
                .isPresent();
    }

    /// Nothing is said where no authority is asked.
    private static String certificate(JsonObject certificate) {
        return switch (certificate.text("state")) {
            case "ordering" -> "Its certificate is on its way.";
            case "valid" -> "Its certificate is valid until " + minute(certificate, "until") + ".";
            case "failing" ->
                    "It has no certificate: "
                            + certificate.findText("problem").orElse("")
                            + ". It is tried again at "
                            + minute(certificate, "next")
                            + ", or with \"freehold domain verify\".";
            default -> "No certificate is asked for (FREEHOLD_ACME_DIRECTORY).";
        };
    }

    private static String minute(JsonObject certificate, String member) {
        return certificate.findText(member).map(Words::minute).orElse("once");
    }

    private static Table table(List<JsonObject> records) {
        var table = new Table("TYPE", "NAME", "VALUE", "FOUND", "");
        for (var record : records) {
            var found = String.join(", ", record.texts("found"));
            table.row(
                    record.text("type"),
                    record.text("name"),
                    record.text("value"),
                    found.isEmpty() ? "–" : found,
                    mark(record) + record.text("told"));
        }
        return table;
    }

    private static String mark(JsonObject record) {
        if (record.flag("ok")) {
            return "✓ ";
        }
        return record.flag("needed") ? "✗ " : "(not needed) ";
    }

    private String next() {
        var name = report.text("name");
        boolean leadsHere = report.flag("leadsHere");
        if (report.findText("proved").isPresent()) {
            return leadsHere
                    ? name + " is served: " + report.text("url")
                    : name + " is yours. It is served as soon as it leads here.";
        }
        var what =
                leadsHere || name.startsWith("*.")
                        ? "Set the TXT record: it proves that the name is yours."
                        : "Set the address, or the TXT record first, which proves that the name is yours.";
        return what + " Then: freehold domain verify " + quoted(name);
    }

    /// A star means files to a shell.
    private static String quoted(String name) {
        return name.startsWith("*") ? "'" + name + "'" : name;
    }
}
