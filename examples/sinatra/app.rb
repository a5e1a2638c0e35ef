require "sinatra/base"

class App < Sinatra::Base
  get "/" do
    "Hello from Sinatra, #{params.fetch('name', 'you')}\n"
  end
end
