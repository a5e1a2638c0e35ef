package dev.freehold.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;

/// The platform's own log: a file of at most 10 MB and three before it, or the terminal where no file
/// is named. In code, because reading an XML file would cost a tenth of the start-up.
public final class LogSettings extends ContextAwareBase implements Configurator {
    /// The system property that names the log file.
    static final String FILE = "freehold.log";

    /// Logs each download that a visitor breaks off, with a stack: enough of them would push out all else.
    private static final String BROKEN_OFF_DOWNLOADS = "io.vertx.core.net.impl.VertxConnection";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var file = System.getProperty(FILE);
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(file == null ? console(context) : rolling(context, file));
        quiet(context, "org.eclipse.jetty", "io.javalin", "org.flywaydb", "io.netty", "io.vertx");
        context.getLogger(BROKEN_OFF_DOWNLOADS).setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static void quiet(LoggerContext context, String... names) {
        for (var name : names) {
            context.getLogger(name).setLevel(Level.WARN);
        }
    }

    private static Appender<ILoggingEvent> console(LoggerContext context) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(lines(context));
        appender.start();
        return appender;
    }

    private static Appender<ILoggingEvent> rolling(LoggerContext context, String file) {
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(file);
        appender.setEncoder(lines(context));
        var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        size.setMaxFileSize(FileSize.valueOf("10MB"));
        size.setContext(context);
        size.start();
        appender.setTriggeringPolicy(size);
        var window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(appender);
        window.setFileNamePattern(file + ".%i");
        window.setMaxIndex(3);
        window.start();
        appender.setRollingPolicy(window);
        appender.start();
        return appender;
    }

    private static Encoder<ILoggingEvent> lines(LoggerContext context) {
        var layout = new LogLine();
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }
}
