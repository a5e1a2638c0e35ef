# Serves config.ru on PORT, with the server that the app brings: puma as its own configuration says, else
# falcon, thin or webrick as rack knows them.

port = ENV.fetch("PORT", "3000")
$stdout.sync = true
$stderr.sync = true
ENV["RACK_ENV"] ||= "production"
require "bundler/setup" if File.exist?(ENV.fetch("BUNDLE_GEMFILE", "Gemfile"))

def there?(library)
  require library
  true
rescue LoadError
  false
end

# Nothing below the app can be written: the cache that Rails would keep in its tmp/, where the app names none, lies
# where it can be.
if File.exist?("config/application.rb") && there?("active_support/lazy_load_hooks")
  ActiveSupport.on_load(:before_configuration) { config.cache_store = :file_store, "/tmp/cache" }
end

if there?("puma/cli")
  # This address goes over the one that config/puma.rb names.
  Puma::CLI.new(["--bind", "tcp://0.0.0.0:#{port}", "config.ru"]).run
else
  require "rack"
  handlers = there?("rackup") ? Rackup::Handler : Rack::Handler
  app, = Rack::Builder.parse_file("config.ru")
  handler =
    begin
      handlers.pick(%w[falcon thin webrick])
    rescue LoadError
      abort 'there is no server among the gems of this app: add gem "puma" to the Gemfile'
    end
  trap("TERM") { handler.respond_to?(:shutdown) ? Thread.new { handler.shutdown } : exit }
  handler.run(app, Host: "0.0.0.0", Port: port.to_i)
end
