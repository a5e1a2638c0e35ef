package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Invalid;
import dev.freehold.model.ProjectName;
import java.util.Optional;
import java.util.regex.Pattern;

/// What AWS's clients call a function: `project`, or `project:function` where it has several; Lambda's
/// ARNs hold the same behind `function:`.
///
/// @param deployment another than production, as the qualifier names it
public record FunctionName(
        ProjectName project, Optional<String> function, Optional<DeploymentId> deployment) {
    private static final Pattern ARN =
            Pattern.compile("(?:arn:[a-z-]+:lambda:[a-z0-9-]*:)?(?:\\d{12}:)?function:(.+)");
    private static final Pattern NAME = Pattern.compile("([a-z0-9-]+)(?::([A-Za-z0-9_-]{1,64}))?");
    private static final String NEWEST = "$LATEST";

    /// @param qualifier empty or `$LATEST` is production, else a deployment's id
    public static FunctionName of(String text, Optional<String> qualifier) {
        var arn = ARN.matcher(text);
        var name = NAME.matcher(arn.matches() ? arn.group(1) : text);
        if (!name.matches()) {
            throw Invalid.because(
                    "\"" + text + "\" is no function's name",
                    "use the project's name, or \"project:function\"");
        }
        return new FunctionName(
                new ProjectName(name.group(1)),
                Optional.ofNullable(name.group(2)),
                qualifier.filter(other -> !other.equals(NEWEST)).map(DeploymentId::new));
    }
}
