package dev.freehold.wire;

import dev.freehold.model.AddressRanges;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The network as Vert.x uses it, where load balancers that speak the PROXY protocol are met before Vert.x
/// meets them: they speak it before TLS.
public final class BalancedNetwork implements io.vertx.core.transport.Transport {
    private final io.vertx.core.transport.Transport network;
    private final AddressRanges balancers;

    /// @param balancers whose connections all begin with the PROXY protocol
    public BalancedNetwork(AddressRanges balancers) {
        this.network = Optional.ofNullable(nativeOne()).filter(n -> n.available()).orElse(NIO);
        this.balancers = balancers;
    }

    private static io.vertx.core.transport.@Nullable Transport nativeOne() {
        return io.vertx.core.transport.Transport.nativeTransport();
    }

    @Override
    public String name() {
        return network.name();
    }

    @Override
    public boolean available() {
        return network.available();
    }

    @Override
    public Throwable unavailabilityCause() {
        return network.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
        return new Meetings(network.implementation(), balancers);
    }

    private record Meetings(Transport network, AddressRanges balancers) implements Transport {
        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            var made = network.serverChannelFactory(domainSocket);
            return () -> {
                var server = made.newChannel();
                server.pipeline().addLast(new Meeting());
                return server;
            };
        }

        /// Sees each accepted connection before anything else is done with it.
        private final class Meeting extends ChannelInboundHandlerAdapter {
            @Override
            public void channelRead(ChannelHandlerContext context, Object accepted) {
                if (accepted instanceof Channel connection
                        && connection.remoteAddress() instanceof InetSocketAddress from
                        && balancers.contains(from.getAddress())) {
                    connection.pipeline().addFirst(new ProxyProtocol());
                }
                context.fireChannelRead(accepted);
            }
        }

        @Override
        public boolean supportsDomainSockets() {
            return network.supportsDomainSockets();
        }

        @Override
        public boolean supportFileRegion() {
            return network.supportFileRegion();
        }

        @Override
        public boolean isAvailable() {
            return network.isAvailable();
        }

        @Override
        public Throwable unavailabilityCause() {
            return network.unavailabilityCause();
        }

        @Override
        public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
            return network.convert(address);
        }

        @Override
        public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
            return network.convert(address);
        }

        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return network.ioHandlerFactory();
        }

        @Override
        @SuppressWarnings("deprecation")
        public DatagramChannel datagramChannel(InternetProtocolFamily family) {
            return network.datagramChannel(family);
        }

        @Override
        public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
            return network.datagramChannelFactory();
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return network.channelFactory(domainSocket);
        }

        @Override
        public void configure(TcpConfig config, boolean domainSocket, Bootstrap bootstrap) {
            network.configure(config, domainSocket, bootstrap);
        }

        @Override
        public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
            network.configure(config, domainSocket, bootstrap);
        }
    }
}
