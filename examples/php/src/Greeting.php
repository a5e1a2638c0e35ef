<?php

namespace Example;

final class Greeting
{
    public function __construct(private string $name)
    {
    }

    public function text(): string
    {
        return "Hello from PHP, {$this->name}\n";
    }
}
