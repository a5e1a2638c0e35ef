package dev.freehold.build.languages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.PlannedBuilds;
import dev.freehold.model.FreeholdException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What detection makes of sources in Python, PHP and Ruby.
class LanguagesDetectionTest extends PlannedBuilds {
    private static final String MANAGE =
            "os.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"shop.settings\")\n";

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "app.py | app = Flask(__name__) | wsgi app:app",
                "main.py | api: FastAPI = fastapi.FastAPI() | asgi main:api",
                "src/main.py | app = Starlette(routes=[]) | asgi main:app",
                "wsgi.py | from shop import create_app, app | wsgi wsgi:app",
                "shop/__init__.py | from flask import Flask\\ndef create_app(config=None): | wsgi shop:create_app()",
                "app.py | def application(environ, start_response): | wsgi app:application",
                "asgi.py | async def app(scope, receive, send): | asgi asgi:app",
                "app.py | app = bottle.default_app() | wsgi app:app",
                "server.py | HTTPServer(a, b).serve_forever() | server.py"
            })
    void finds_the_app_in_a_python_file(String file, String text, String started) {
        var plan = plan(file, text.replace("\\n", "\n") + "\n", "requirements.txt", "uvicorn\n");

        assertThat(plan.kind()).isEqualTo("python-server");
        assertThat(plan.runs()).singleElement().asString().contains(started + " (");
    }

    @Test
    void a_release_step_stands_in_the_place_of_the_one_that_a_server_would_have() {
        var plan =
                plan(
                        "manage.py",
                        MANAGE,
                        "shop/settings.py",
                        "x = os.environ['DATABASE_URL']\n",
                        "shop/wsgi.py",
                        "application = None\n",
                        "requirements.txt",
                        "django\n",
                        "freehold.toml",
                        "[release]\ncommand = \"python3 migrate.py\"\n");

        assertThat(plan.reasons())
                .contains("freehold.toml says what is run")
                .doesNotHaveDuplicates();
        assertThat(plan.runs())
                .filteredOn(line -> line.startsWith("release: "))
                .containsExactly("release: python3 migrate.py (before the switch)");
    }

    @Test
    void gunicorn_serves_where_the_project_asks_for_it() {
        var app = "app = Flask(__name__)\n";

        assertThat(plan("app.py", app, "requirements.txt", "Flask\ngunicorn==20.1\n").runs())
                .singleElement()
                .asString()
                .startsWith("web: python3 -m gunicorn ")
                .endsWith("app:app (WSGI, by gunicorn)");
        assertThat(
                        plan(
                                        "app.py",
                                        app,
                                        "gunicorn.conf.py",
                                        "workers = 3\n",
                                        "requirements.txt",
                                        "-r base.txt\n",
                                        "base.txt",
                                        "Gunicorn\n")
                                .runs())
                .containsExactly("web: python3 -m gunicorn app:app (WSGI, by gunicorn)");
    }

    @Test
    void an_asgi_app_without_a_server_is_told_which_to_add() {
        assertThatThrownBy(
                        () -> plan("main.py", "app = FastAPI()\n", "requirements.txt", "fastapi\n"))
                .isInstanceOf(FreeholdException.class)
                .satisfies(e ->
                        assertThat(((FreeholdException) e).advice().orElse(""))
                                .contains("add \"uvicorn\" to requirements.txt"));
        assertThat(
                        plan(
                                        "main.py",
                                        "app = FastAPI()\n",
                                        "requirements.txt",
                                        "fastapi[standard]>=0.110\n")
                                .kind())
                .isEqualTo("python-server");
    }

    @Test
    void wheels_in_the_project_come_before_an_index() {
        var plan =
                plan(
                        "app.py",
                        "app = Flask(__name__)\n",
                        "requirements.txt",
                        "flask\n",
                        "wheels/flask-3.0-py3-none-any.whl",
                        "x");

        assertThat(plan.build())
                .contains("pip3 install --no-index --find-links wheels -r requirements.txt");
        assertThat(plan.reasons())
                .contains("requirements.txt says what is needed: packages come from \"wheels\"");
    }

    @Test
    void a_lock_file_of_uv_holds_the_versions_where_pip_installs() {
        var plan =
                plan(
                        "main.py",
                        "app = Flask(__name__)\n",
                        "pyproject.toml",
                        """
                        [project]
                        name = "shop"
                        requires-python = ">=3.9"
                        dependencies = ["flask>=2", "shop-tools"]
                        """,
                        "poetry.lock",
                        """
                        [[package]]
                        name = "flask"
                        version = "2.3.1"
                        """);

        assertThat(plan.build())
                .contains("pip3 install -c .freehold/constraints.txt flask>=2 shop-tools");
        assertThat(plan.reasons())
                .contains(
                        "pyproject.toml asks for Python >=3.9",
                        "the lock file says in which versions");
    }

    @Test
    void the_plan_says_that_uv_is_not_there_but_its_versions_are_taken() {
        var plan =
                plan(
                        "main.py",
                        "app = Flask(__name__)\n",
                        "pyproject.toml",
                        "[project]\ndependencies = ['flask']\n",
                        "uv.lock",
                        "[[package]]\nname = 'flask'\nversion = '3.0.0'\n");

        assertThat(plan.reasons()).anyMatch(reason -> reason.startsWith("uv.lock "));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            value = {
                "flask = '^2.2' → flask>=2.2,<3",
                "flask = '^0.4.1' → flask>=0.4.1,<0.5",
                "flask = '^0.0.3' → flask>=0.0.3,<0.0.4",
                "flask = '~2.2.1' → flask>=2.2.1,<2.3",
                "flask = '~2' → flask>=2,<3",
                "flask = '~=2.2' → flask~=2.2",
                "flask = '2.2.*' → flask==2.2.*",
                "flask = '*' → flask",
                "flask = '>=2, <4, !=2.1' → flask>=2,<4,!=2.1",
                "flask = '^1 || ^3' → flask",
                "flask = {version = '^2', extras = ['async', 'dotenv']} → flask[async,dotenv]>=2,<3",
                "flask = {git = 'https://example.com/f.git', tag = 'v2'} → flask @ git+https://example.com/f.git@v2",
                "flask = {version = '*', python = '^3.9', markers = \"sys_platform == 'linux'\"} → flask ; sys_platform == 'linux' and python_version >= '3.9' and python_version < '4'",
                "redis = {version = '^5', optional = true}\\nflask = '*' → flask"
            })
    void what_poetry_asks_for_is_told_to_pip(String asked, String told) {
        var toml = "[tool.poetry.dependencies]\npython = '^3.9'\n" + asked.replace("\\n", "\n");

        var plan = plan("app.py", "app = Flask(__name__)\n", "pyproject.toml", toml + "\n");

        assertThat(plan.build()).contains("pip3 install " + told);
        assertThat(plan.reasons()).contains("pyproject.toml asks for Python >=3.9,<4");
    }

    @Test
    void django_collects_its_files_and_migrates_where_a_database_is_configured() {
        var plan =
                plan(
                        "manage.py",
                        MANAGE,
                        "shop/wsgi.py",
                        "application = get_wsgi_application()\n",
                        "shop/settings/base.py",
                        "INSTALLED_APPS = ['django.contrib.staticfiles']\nx = os.environ['DATABASE_URL']\n",
                        "requirements.txt",
                        "django\nwhitenoise\n",
                        "package.json",
                        "{\"scripts\": {\"build\": \"tailwind\"}}");

        assertThat(plan.reasons()).contains("static files are collected; whitenoise serves them");
        assertThat(plan.build()).contains("python3 .freehold/collect_static.py shop.settings");
        assertThat(plan.runs())
                .containsExactly(
                        "release: python3 manage.py migrate --noinput (before the switch)",
                        "web: python3 .freehold/serve.py wsgi shop.wsgi:application (WSGI, by Freehold's launcher)");
    }

    @Test
    void djangos_database_in_the_project_is_told_to_be_read_only() {
        var plan =
                plan(
                        "manage.py",
                        MANAGE,
                        "shop/wsgi.py",
                        "x",
                        "shop/settings.py",
                        "NAME = BASE_DIR / 'db.sqlite3'\n");

        assertThat(plan.reasons()).anyMatch(reason -> reason.contains("DATABASE_URL"));
        assertThat(plan.runs()).hasSize(1);
    }

    @Test
    void packages_are_brought_for_commands_of_ones_own() {
        assertThat(plan("Procfile", "web: gunicorn x:y\n", "requirements.txt", "flask\n").build())
                .contains("pip3 install -r requirements.txt");
        assertThat(plan("Procfile", "web: bundle exec puma\n", "Gemfile", "gem 'puma'\n").build())
                .contains("bundle install --retry 1");
        assertThat(plan("Procfile", "web: php x.php\n", "composer.json", "{}").build())
                .contains("composer install --no-dev --no-interaction --no-progress");
    }

    @Test
    void a_page_with_a_helper_in_python_stays_a_page() {
        assertThat(plan("index.html", "x", "server.py", "x.serve_forever()\n").kind())
                .isEqualTo("static");
        assertThat(
                        plan(
                                        "package.json",
                                        "{\"scripts\": {\"start\": \"node x.js\"}}",
                                        "requirements.txt",
                                        "black\n",
                                        "app.py",
                                        "app = Flask(1)\n")
                                .kind())
                .isEqualTo("node-server");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "public/index.php | artisan | Laravel",
                "public/index.php | symfony.lock | Symfony",
                "web/index.php | x | a PHP app",
                "index.php | style.css | a PHP app",
                "contact.php | index.html | a PHP app"
            })
    void finds_the_front_of_a_php_app(String page, String beside, String kind) {
        var plan = plan(page, "<?php\n", beside, "x");

        assertThat(plan.reasons()).contains("there is " + page + ": " + kind);
        assertThat(plan.build()).isEmpty();
    }

    @Test
    void committed_php_packages_are_taken_as_they_are() {
        var plan = plan("index.php", "x", "composer.json", "{}", "vendor/autoload.php", "<?php\n");

        assertThat(plan.build()).isEmpty();
        assertThat(plan.reasons()).contains("vendor/autoload.php is there: nothing is installed");
    }

    @Test
    void rails_gets_its_assets_and_its_migrations() {
        var plan =
                plan(
                        "config.ru",
                        "run Rails.application\n",
                        "config/application.rb",
                        "x",
                        "config/database.yml",
                        "url: <%= ENV['DATABASE_URL'] %>\n",
                        "app/assets/app.css",
                        "x",
                        "Gemfile",
                        "gem \"rails\"\ngem \"puma\"\n");

        assertThat(plan.reasons())
                .contains("there is config.ru: Rails")
                .anyMatch(reason -> reason.contains("freehold env add SECRET_KEY_BASE"));
        assertThat(plan.build()).contains("bundle exec rails assets:precompile");
        assertThat(plan.runs())
                .containsExactly(
                        "release: bundle exec rails db:migrate (before the switch)",
                        "web: ruby .freehold/serve.rb (puma)");
    }

    @Test
    void rails_own_database_yml_is_told_to_be_read_only_unless_there_is_a_volume() {
        var database =
                """
                production:
                  adapter: sqlite3
                  pool: <%= ENV.fetch("RAILS_MAX_THREADS") { 5 } %>
                  database: storage/production.sqlite3
                """;
        var volume = "[[volumes]]\nname = \"data\"\npath = \"/app/storage\"\n";

        var plain = rails(database, "");
        var kept = rails(database, volume);

        assertThat(plain.reasons()).anyMatch(reason -> reason.contains("[[volumes]]"));
        assertThat(plain.runs()).containsExactly("web: ruby .freehold/serve.rb (puma)");
        assertThat(kept.reasons())
                .contains("a database is configured: migrations run before the switch");
        assertThat(kept.runs()).hasSize(2);
    }

    private BuildPlan rails(String database, String toml) {
        return plan(
                "config.ru",
                "run Rails.application\n",
                "config/application.rb",
                "x",
                "config/database.yml",
                database,
                "freehold.toml",
                toml,
                "Gemfile",
                "gem \"rails\"\ngem \"puma\"\n");
    }

    @Test
    void a_site_of_jekylls_is_one_also_with_a_gemfile() {
        var plan = plan("_config.yml", "title: x\n", "index.md", "x", "Gemfile", "gem 'jekyll'\n");

        assertThat(plan.kind()).isEqualTo("front-end");
        assertThat(plan.build()).containsExactly("jekyll build");
    }

    @Test
    void gems_in_the_project_need_no_source() {
        var plan =
                plan("config.ru", "x", "Gemfile", "gem 'rack'\n", "vendor/cache/rack-3.0.gem", "x");

        assertThat(plan.build()).containsExactly("bundle install --local");
    }
}
